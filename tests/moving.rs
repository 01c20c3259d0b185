//! Moving from another generator: front matter, addresses, shortcodes, and a site that builds.
//!
//! The addresses are those that the generators themselves gave to the same files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use support::tree;

fn fangtan(site: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fangtan"))
        .env("LC_ALL", "C")
        .current_dir(site)
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A site that has taken in another generator's, and built it; what the import said.
struct Moved {
    site: tempfile::TempDir,
    said: String,
}

fn moved(files: &[(&str, &str)]) -> Moved {
    let old = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let file = old.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let site = tempfile::tempdir().unwrap();
    fs::write(site.path().join("fangtan.toml"), "title = \"x\"\nbase_url = \"https://example.org/\"\n")
        .unwrap();
    let import = fangtan(site.path(), &["import", old.path().to_str().unwrap()]);
    assert_eq!(import.status.code(), Some(0), "{}{}", text(&import.stdout), text(&import.stderr));
    let before = tree::read(site.path());
    let again = fangtan(site.path(), &["import", old.path().to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(0), "{}", text(&again.stdout));
    assert_eq!(tree::difference(&before, &tree::read(site.path())), None);
    let build = fangtan(site.path(), &["build", "--deny-warnings"]);
    assert_eq!(build.status.code(), Some(0), "{}", text(&build.stderr));
    Moved { site, said: text(&import.stdout) }
}

impl Moved {
    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.site.path().join(path)).unwrap_or_else(|_| format!("{path} is not there"))
    }

    fn answers(&self, addresses: &[&str]) {
        for address in addresses {
            let file =
                if address.ends_with('/') { format!("{address}index.html") } else { (*address).into() };
            assert!(self.site.path().join(format!("public{file}")).is_file(), "{address}");
        }
    }
}

const HEXO: &str = "title: 旧站\npermalink: :year/:month/:day/:title/\npost_asset_folder: true\nper_page: 1\n\
             tag_map:\n  长文: long-read\n";

#[test]
fn from_hexo() {
    let moved = moved(&[
        ("_config.yml", HEXO),
        (
            "source/_posts/chain.md",
            "\"title\": \"链\",\n\"date\": \"2020-01-05 00:00:00\",\n\"tags\": [\"AI\", \"Node.js\", \"长文\"],\n\
             \"categories\": [\"甲\", \"乙\"]\n;;;\n字。\n",
        ),
        ("source/tags/index.md", "---\ntitle: 标签\ntype: tags\n---\n"),
        ("source/all/index.md", "---\ntitle: 全部\nlayout: archives\n---\n"),
        ("source/CNAME", "example.org\n"),
        ("source/_posts/first.md", "---\ntitle: 第一篇\ndate: 2020-01-02 03:04:05\n---\n正文。\n"),
        (
            "source/_posts/慢一点.md",
            "title: 慢一点：对话林若川\ndate: 2021-02-03 10:20:30\ntags:\n  - 访谈\ncategories:\n  - 人物\n---\n\
             导语。<!-- more -->\n\n见 {% post_link first '上一篇' %}。\n\n{% blockquote 林若川 %}\n慢就是快。\n{% endblockquote %}\n\n\
             {% codeblock lang:js %}\nalert('{% raw %}');\n{% endcodeblock %}\n\n{% asset_img a.png 一张图 %} `{% raw %}`\n\n{% mine 一 %}\n",
        ),
        ("source/_posts/慢一点/a.png", "x"),
        ("source/_drafts/later.md", "---\ntitle: 以后\n---\n草稿。\n"),
        ("source/about/index.md", "---\ntitle: 关于\n---\n关于本站。\n"),
        ("source/images/b.png", "x"),
        ("node_modules/x/README.md", "x"),
    ]);
    assert_eq!(
        moved.read("content/慢一点/index.md"),
        "---\ntitle: 慢一点：对话林若川\ndate: 2021-02-03 10:20:30\ntags: [访谈, 人物]\n\
         aliases: [/2021/02/03/慢一点/]\nslug: 慢一点\n---\n\n导语。\n\n见 [上一篇](/first.md)。\n\n\
         > 慢就是快。\n>\n> —— 林若川\n\n```js\nalert('{% raw %}');\n```\n\n![一张图](a.png) `{% raw %}`\n\n{% mine 一 %}\n"
    );
    assert_eq!(
        moved.said.lines().filter(|line| !line.contains("was a list of the theme")).collect::<Vec<_>>(),
        ["content/慢一点/index.md:22: not understood: {% mine 一 %}"]
    );
    let lists = [
        "archives",
        "archives/2020/01",
        "archives/page/2",
        "page/2",
        "tags/AI",
        "tags/Node-js",
        "tags/long-read",
    ];
    let more = ["categories/甲", "categories/甲/乙", "all"];
    lists.iter().chain(&more).for_each(|list| moved.answers(&[&format!("/{list}/")]));
    moved.answers(&["/CNAME"]);
    assert!(moved.read("content/later.md").contains("draft: true"));
    assert!(moved.read("content/about/index.md").contains("kind: page"));
    moved.answers(&[
        "/2020/01/02/first/",
        "/2021/02/03/慢一点/",
        "/about/",
        "/images/b.png",
        "/慢一点/a.png",
    ]);
    assert!(moved.read("public/慢一点/index.html").contains("href=\"/first/\""));
}

#[test]
fn pictures_that_hexo_kept_beside_an_article_come_into_its_folder() {
    let moved = moved(&[
        ("_config.yml", HEXO),
        ("source/_posts/灯/一 张.png", "x"),
        ("source/_posts/灯/b.jpg", "x"),
        ("source/_posts/灯/稿.pdf", "x"),
        (
            "source/_posts/灯.md",
            "---\ntitle: 灯亮着\ndate: 2020-01-02\ncover: /2020/01/02/灯/b.jpg\n---\n\
             ![](b.jpg) ![](./b.jpg) ![](灯/b.jpg \"题\") ![](/2020/01/02/灯/b.jpg) ![](<一 张.png>)\n\n\
             {% asset_img left 300 \"一 张.png\" 灯 亮着 %}{% img 灯/b.jpg %}\n\n\
             <img src=\"b.jpg\" alt='灯' width=\"300\">\n\n{% asset_link 稿.pdf 讲稿 %}，`![](灯/b.jpg)`\n\n[按名][p]\n\n[p]: 灯/b.jpg\n",
        ),
        ("source/_posts/无图.md", "---\ntitle: 无图\ndate: 2020-01-03\n---\n{% post_link 灯 %}\n"),
        ("source/_posts/年/深.md", "---\ntitle: 深\ndate: 2020-01-04\n---\n![](c.png)\n"),
        ("source/_posts/年/深/c.png", "x"),
    ]);
    assert_eq!(
        moved.read("content/灯/index.md"),
        "---\ntitle: 灯亮着\ndate: 2020-01-02\ncover: b.jpg\naliases: [/2020/01/02/灯/]\nslug: 灯\n---\n\n\
         ![](b.jpg) ![](b.jpg) ![](b.jpg \"题\") ![](b.jpg) ![](一%20张.png)\n\n\
         ![灯 亮着](一%20张.png)![](b.jpg)\n\n![灯](b.jpg)\n\n[讲稿](稿.pdf)，`![](灯/b.jpg)`\n\n[按名][p]\n\n[p]: b.jpg\n"
    );
    assert!(moved.read("content/无图.md").contains("[灯亮着](/灯/index.md)"));
    assert!(moved.read("public/灯/index.html").contains("/b.jpg\" alt=\"灯\""));
    moved.answers(&["/灯/b.jpg", "/灯/一 张.png", "/灯/稿.pdf", "/年/深/c.png"]);
}

#[test]
fn an_article_that_jekyll_had_as_html_becomes_markdown() {
    let moved = moved(&[
        ("_config.yml", "title: old\nbaseurl: \"\"\n"),
        ("_posts/2020-01-02-first.md", "---\ntitle: 一\n---\n字。\n"),
        (
            "_posts/2021-02-03-page.html",
            "---\ntitle: 网页\n---\n<h2>题</h2>\n<p><b>记者：</b>见<a href=\"{% post_url 2020-01-02-first %}\">这篇</a>？{{ mine }}</p>\n\
             <img src=\"{{ site.baseurl }}/assets/a.png\" alt=\"灯\">\n{% highlight ruby %}\nputs \"<x>\"\n  y\n{% endhighlight %}\n\
             <video src=\"a.mp4\"></video>\n",
        ),
        ("assets/a.png", "x"),
    ]);
    assert_eq!(
        moved.read("content/2021-02-03-page.md"),
        "---\ntitle: 网页\ndate: 2021-02-03\naliases: [/2021/02/03/page.html]\nslug: page\n---\n\n## 题\n\n\
         **记者：**见[这篇](/2020-01-02-first.md)？{{ mine }}\n\n![灯](/assets/a.png)\n\n```ruby\nputs \"<x>\"\n  y\n```\n"
    );
    let said: Vec<&str> = moved.said.lines().collect();
    assert_eq!(
        said,
        [
            "content/2021-02-03-page.md:5: not understood: {{ mine }}",
            "content/2021-02-03-page.md:11: not understood: a video"
        ]
    );
}

#[test]
fn from_jekyll() {
    let moved = moved(&[
        ("_config.yml", "title: old\nbaseurl: \"\"\n"),
        (
            "_posts/2020-01-02-first.markdown",
            "---\nlayout: post\ntitle: 第一篇\ncategories: a b\n---\n正文。\n",
        ),
        (
            "_posts/2021-02-03-slow-down.md",
            "---\nlayout: wide\ntitle: Slow Down\ntags: 访谈 长文\nredirect_from: /old/slow/\n---\n\
             See [this]({% post_url 2020-01-02-first %}) and ![a]({{ site.baseurl }}/assets/a.png){: .wide }.\n\n\
             {% highlight ruby linenos %}\nputs \"{{ x }}\"\n{% endhighlight %}\n\n{% include figure.html %}\n",
        ),
        ("about.markdown", "---\nlayout: page\ntitle: About\npermalink: /about/\n---\n关于。\n"),
        ("index.markdown", "---\nlayout: home\n---\n"),
        ("assets/a.png", "x"),
        (
            "life/_posts/2020-01-03-in.md",
            "---\ntitle: 里\ncategory: Life Style\nredirect_from: /bare\n---\n字。\n",
        ),
        ("Gemfile", "x"),
    ]);
    assert_eq!(
        moved.read("content/2021-02-03-slow-down.md"),
        "---\ntitle: Slow Down\ndate: 2021-02-03\ntags: [访谈, 长文]\naliases: [/old/slow/, /2021/02/03/slow-down.html]\n\
         slug: slow-down\n---\n\nSee [this](/2020-01-02-first.md) and ![a](/assets/a.png).\n\n\
         ```ruby\nputs \"{{ x }}\"\n```\n\n{% include figure.html %}\n"
    );
    assert!(moved.said.contains("not carried over: layout: wide\n"), "{}", moved.said);
    assert!(moved.said.contains(":13: not understood: {% include figure.html %}\n"), "{}", moved.said);
    moved.answers(&["/life/life style/2020/01/03/in.html", "/bare.html", "/feed.xml"]);
    moved.answers(&["/a/b/2020/01/02/first.html", "/2021/02/03/slow-down.html", "/old/slow/", "/about/"]);
}

#[test]
fn from_hugo() {
    let moved = moved(&[
        (
            "config.toml",
            "baseURL = 'http://example.org/'\npaginate = 2\n[permalinks]\nnotes = '/n/:year/:slug/'\n\
             [permalinks.page]\ndeep = '/d/:sections[1:]/:contentbasename/'\n",
        ),
        (
            "content/notes/a.md",
            "+++\ntitle = 'On Trust'\ndate = 2020-05-06\ntags = ['C++', 'A & B']\n+++\n字。\n",
        ),
        ("content/deep/er/x.md", "+++\ntitle = 'X'\ndate = 2020-05-07\naliases = ['near']\n+++\n字。\n"),
        ("content/posts/With Space & Sign.md", "+++\ntitle = 'Y'\ndate = 2020-05-08\n+++\n字。\n"),
        ("content/posts/_index.md", "---\ntitle: 文章\n---\n"),
        (
            "content/posts/中文 名字.md",
            "{\n  \"title\": \"中文名字\",\n  \"date\": \"2020-01-02\"\n}\n\n正文。{{< mine >}}\n",
        ),
        (
            "content/posts/second/index.md",
            "+++\ntitle = '第二篇：对话'\ndate = 2021-02-03T10:00:00+08:00\ntags = ['访谈']\naliases = ['/old/second/']\n\
             [cover]\nimage = 'a.png'\n+++\n{{< figure src=\"a.png\" title=\"一张图\" >}}\n\n\
             见[第一篇]({{< ref \"中文 名字.md\" >}})。\n\n{{< highlight go >}}\nfmt.Println(\"x\")\n{{< /highlight >}}\n\n```go {linenos=table,hl_lines=[1],mine=2}\nx\n```\n\n\
             {{< youtube w7Ft2ymGmfc >}}\n\n`{{< figure >}}` 是代码。\n",
        ),
        ("content/posts/second/a.png", "x"),
        ("content/about.md", "---\ntitle: 关于\n---\n关于。\n"),
        ("static/img/c.png", "x"),
        ("static/js/theme.js", "x"),
    ]);
    assert_eq!(
        moved.read("content/posts/second/index.md"),
        "---\ntitle: 第二篇：对话\ndate: 2021-02-03 10:00\ncover: a.png\ntags: [访谈]\naliases: [/old/second/, /posts/second/]\n\
         slug: second\n---\n\n![一张图](a.png \"一张图\")\n\n见[第一篇](/posts/中文%20名字.md)。\n\n```go\nfmt.Println(\"x\")\n```\n\n```go {1}\nx\n```\n\n\
         [YouTube](https://www.youtube.com/watch?v=w7Ft2ymGmfc)\n\n`{{< figure >}}` 是代码。\n"
    );
    assert!(moved.said.contains("not understood: {{< mine >}}\n"), "{}", moved.said);
    assert!(moved.said.contains("second/index.md:17: not understood: mine\n"), "{}", moved.said);
    assert!(moved.said.contains("_index.md: neither"), "{}", moved.said);
    moved.answers(&["/n/2020/on-trust/", "/d/er/x/", "/d/er/near/", "/posts/with-space--sign/"]);
    moved.answers(&["/page/1/", "/posts/page/1/", "/posts/page/2/", "/tags/page/1/"]);
    moved.answers(&["/posts/", "/posts/index.xml", "/index.xml", "/tags/c++/index.xml", "/notes/"]);
    moved.answers(&["/posts/second/", "/old/second/", "/posts/中文-名字/", "/about/", "/img/c.png"]);
    assert!(!moved.site.path().join("static/js").exists());
}

#[test]
fn from_zola() {
    let moved = moved(&[
        (
            "config.toml",
            "base_url = \"https://example.org\"\nfeed_filenames = [\"rss.xml\"]\n\
             taxonomies = [{ name = \"tags\", feed = true }]\n",
        ),
        ("content/blog/_index.md", "+++\ntitle = \"文章\"\npaginate_by = 2\n+++\n"),
        (
            "content/blog/中文.md",
            "+++\ntitle = \"三\"\ndate = 2021-01-01\n+++\n见[二](@/blog/second/index.md#xiao-jie)。\n",
        ),
        (
            "content/blog/2021-02-03-Slow Down.md",
            "+++\ntitle = \"慢一点\"\naliases = [\"old/slow\"]\n[taxonomies]\ntags = [\"访谈\"]\n[extra]\nmood = \"calm\"\n+++\n\
             见 [另一篇](@/blog/second/index.md#x)。\n\n{{ youtube(id=\"abc\") }}\n\n\
             {% quote(author=\"林若川\") %}\n慢就是快。\n{% end %}\n\n{{ mine(x=1) }}\n",
        ),
        (
            "content/blog/second/index.md",
            "+++\ntitle = \"二\"\ndate = 2021-01-01\n+++\n## x\n\n正文。\n\n## 小节\n\n字。\n",
        ),
        ("content/about.md", "+++\ntitle = \"关于\"\npath = \"about-us\"\n+++\n关于。\n"),
    ]);
    assert_eq!(
        moved.read("content/blog/2021-02-03-Slow Down.md"),
        "---\ntitle: 慢一点\ndate: 2021-02-03\ntags: [访谈]\naliases: [old/slow, /blog/slow-down/]\nmood: calm\nslug: slow-down\n---\n\n\
         见 [另一篇](/blog/second/index.md#x)。\n\n[YouTube](https://www.youtube.com/watch?v=abc)\n\n\
         > 慢就是快。\n>\n> —— 林若川\n\n{{ mine(x=1) }}\n"
    );
    assert!(moved.read("content/blog/中文.md").contains("(/blog/second/index.md#小节)"));
    moved.answers(&[
        "/blog/",
        "/blog/page/2/",
        "/blog/zhong-wen/",
        "/tags/fang-tan/",
        "/tags/fang-tan/rss.xml",
    ]);
    moved.answers(&["/blog/slow-down/", "/old/slow/", "/blog/second/", "/about-us/"]);
}
