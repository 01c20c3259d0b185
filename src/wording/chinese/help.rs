//! What `--help` says.

pub(super) const PAIRS: &[(&str, &str)] = &[
    ("A static site generator that understands interviews", "读得懂访谈的静态网站生成器"),
    // Commands.
    ("Write the site into public/", "把站点写入 public/"),
    (
        "Serve the site from memory, drafts and future articles included",
        "在内存里预览站点，包括草稿和未来的文章",
    ),
    ("Print every diagnostic, write nothing", "列出所有问题，不写任何文件"),
    ("Show how one article was read", "显示一篇文章是怎样读的"),
    ("Begin an article", "开始一篇文章"),
    ("Begin a site", "开始一个站点"),
    (
        "Bring in exports, saved pages and the articles of other generators",
        "导入公众号导出的文件、保存的网页和其他生成器的文章",
    ),
    ("Print completions for a shell", "输出 shell 补全脚本"),
    ("Print the manual page", "输出手册页"),
    ("Print this message or the help of the given subcommand(s)", "显示帮助，或者某个命令的帮助"),
    // Of every command.
    ("The site's folder [default: the current one]", "站点的文件夹［默认：当前文件夹］"),
    (
        "The configuration [default: fangtan.toml in the site's folder]",
        "配置文件［默认：站点文件夹里的 fangtan.toml］",
    ),
    ("Print diagnostics and nothing else", "只显示问题"),
    ("Print what was decided, too", "也显示作出的判断"),
    ("Colours", "颜色"),
    ("How diagnostics are written", "问题的输出格式"),
    ("The language of messages [default: that of the system]", "提示的语言［默认：系统的语言］"),
    ("Print help", "显示帮助"),
    ("Print version", "显示版本"),
    // build, serve, check
    ("Where to write [default: public in the site's folder]", "写到哪里［默认：站点文件夹里的 public］"),
    ("Where the site will stand, instead of the configured address", "站点的地址，代替配置里的"),
    ("With drafts", "包括草稿"),
    ("With articles dated in the future", "包括日期在未来的文章"),
    ("Write nothing if there is a warning", "有警告就不写"),
    ("Print how long each stage took", "显示每一步用了多久"),
    (
        "Build again when a file changes, and show it in the open pages",
        "文件一改就重新生成，打开的页面随之更新",
    ),
    (
        "The port; if it is in use, the next that is free [default: 4000]",
        "端口；被占用就用下一个空闲的［默认：4000］",
    ),
    ("The address to listen on; 0.0.0.0 lets other machines in", "监听的地址；0.0.0.0 让别的机器也能访问"),
    ("Open the site in the browser", "在浏览器里打开站点"),
    (
        "What opens files: vscode, cursor, zed, idea, sublime, vim, emacs …, or an address with {path}, {line} and {column}",
        "用什么打开文件：vscode、cursor、zed、idea、sublime、vim、emacs……，或者带 {path}、{line}、{column} 的地址",
    ),
    (
        "Open the draft in the editor, and in the browser if the site is being served",
        "在编辑器里打开草稿；站点正在 serve 时，也在浏览器里打开",
    ),
    (
        "Look through the folders every so many milliseconds instead of waiting for events: for network drives, and for Windows drives below WSL",
        "每隔若干毫秒查看一次文件夹，不等系统通知：用于网络驱动器和 WSL 下的 Windows 驱动器",
    ),
    ("List the articles that are pointed to and not here", "列出被提到而不在站里的文章"),
    ("Ask whether the addresses that articles link to still answer", "问一问文章链接到的网址还在不在"),
    (
        "With --external: ask addresses of this machine and of private networks, too",
        "与 --external 一起：本机和内网的地址也问",
    ),
    ("Mend slips of the hand: shows a diff, then asks", "改正笔误：先显示改动，再询问"),
    ("Write what --fix shows without asking", "不询问，直接写入 --fix 显示的改动"),
    ("End with code 1 if there is a warning", "有警告就以 1 退出"),
    // inspect, new, init, import, completions, man
    ("A Markdown file, in a site or anywhere", "一个 Markdown 文件，在站里或者别处"),
    (
        "Everyone who speaks on the site, with their spellings and why they are one person",
        "站里所有说话的人，他们的各种写法，以及为什么算一个人",
    ),
    ("As JSON", "输出 JSON"),
    ("The article's title", "文章的标题"),
    ("Who answers", "谁回答"),
    ("Who asks", "谁提问"),
    ("Name of the site, instead of being asked", "站点的名字，不再询问"),
    ("Where it will stand, instead of being asked", "站点的地址，不再询问"),
    ("Its language, instead of being asked", "站点的语言，不再询问"),
    ("Hosts to write files for [default: all]", "为哪些主机写部署文件［默认：全部］"),
    (
        "Exports of an account, saved WeChat pages, the sites of Hexo, Hugo, Jekyll and Zola",
        "公众号导出的文件、保存的微信网页，Hexo、Hugo、Jekyll、Zola 的站点",
    ),
    (
        "Where they go, below the site's content folder [default: content]",
        "放到哪里，在站点的 content 下［默认：content］",
    ),
    ("Write export headers as YAML front matter", "把导出的文件头写成 YAML front matter"),
    ("Say what would be done, and do nothing", "只说会做什么，什么也不做"),
    ("Which shell", "哪种 shell"),
    ("Write a page for every command into this folder instead", "为每个命令写一页，放进这个文件夹"),
    // The bare command.
    (
        "  fangtan init NAME              begin a site in a new folder\n  fangtan import PATH            bring in exports, saved pages, or a site of Hexo, Hugo, Jekyll or Zola\n  fangtan inspect FILE           who speaks in an article, and what would be cut\n",
        "  fangtan init 名字              在新文件夹里开始一个站点\n  fangtan import 路径            导入公众号导出的文件、保存的网页，或者 Hexo、Hugo、Jekyll、Zola 的站点\n  fangtan inspect 文件           一篇文章里谁在说话，哪些会去掉\n",
    ),
    (
        "  fangtan serve --watch --open   write, and see every edit in the browser\n  fangtan build                  write the site into public/\n  fangtan check                  what is wrong, where, and what to do\n  fangtan inspect FILE           who speaks in an article, and what was cut\n  fangtan new TITLE              begin an article\n",
        "  fangtan serve --watch --open   边写边在浏览器里看\n  fangtan build                  把站点写入 public/\n  fangtan check                  哪里有问题，怎么办\n  fangtan inspect 文件           一篇文章里谁在说话，去掉了什么\n  fangtan new 标题               开始一篇文章\n",
    ),
    ("{}, a static site generator that understands interviews", "{}，读得懂访谈的静态网站生成器"),
    ("`fangtan --help` lists every command and option.", "`fangtan --help` 列出所有命令和参数。"),
    // Arguments that are none.
    ("error", "错误"),
    ("there is no command \"{}\"", "没有命令“{}”"),
    ("there is no argument \"{}\"", "没有参数“{}”"),
    ("{} is missing", "缺少 {}"),
    ("{} cannot be \"{}\"", "{} 不能是“{}”"),
    ("{} cannot be used with {}", "{} 不能和 {} 一起用"),
    ("{} takes a value", "{} 后面要有值"),
    ("did you mean \"{}\"?", "是不是“{}”？"),
    ("it may be: {}", "可以是：{}"),
    ("`{} --help` says more", "`{} --help` 有详细说明"),
    ("an address with scheme and host is needed: https://…/", "要写带协议和主机名的地址：https://…/"),
];
