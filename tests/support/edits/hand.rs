//! A site under somebody's hands.

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, SystemTime};

use super::super::site::{NOW, Site};
use super::super::tree::{self, Tree};
use super::{ARTICLES, Article, Damage, Edit, Settings, Spoiled};

/// A site, and what its author knows of it.
pub(crate) struct Hand {
    pub(crate) site: Site,
    /// Whether the output is that of the last edit, and not an older one's because there were errors.
    pub(crate) is_built: bool,
    /// Pages that were changed while errors kept the site from being built, with what they were; `None` once a build has
    /// left them: it wants them no more, and removes nothing that is not as it wrote it.
    theirs: BTreeMap<String, Option<Vec<u8>>>,
    articles: Vec<Option<Article>>,
    /// From the site's root.
    names: Vec<String>,
}

impl Hand {
    /// A site with these articles.
    pub(crate) fn new(articles: &[Article], aged: bool) -> Self {
        let names = (0..ARTICLES).map(|number| format!("content/article-{number}.md")).collect();
        let mut hand = Self {
            site: Site::new(),
            is_built: false,
            theirs: BTreeMap::new(),
            articles: vec![None; ARTICLES],
            names,
        };
        hand.site.aged = aged;
        for (number, article) in articles.iter().enumerate() {
            hand.write(number, article.clone());
        }
        hand
    }

    fn write(&mut self, number: usize, article: Article) {
        self.site.write(&self.names[number], article.markdown(number).as_bytes());
        self.articles[number] = Some(article);
    }

    fn is_there(&self, number: usize) -> bool {
        self.site.file(&self.names[number]).exists()
    }

    /// Removes a file or folder, and the folders that it leaves empty: a copy of the site would not have them.
    fn remove(&self, path: &str) {
        if self.site.file(path).exists() {
            self.site.delete(path);
            let mut parent = self.site.file(path).parent().map(std::path::Path::to_owned);
            while let Some(folder) = parent.filter(|it| it != self.site.root() && fs::remove_dir(it).is_ok())
            {
                parent = folder.parent().map(std::path::Path::to_owned);
            }
        }
    }

    fn put(&self, path: &str, text: Option<&str>) {
        match text {
            Some(text) => self.site.write(path, text.as_bytes()),
            None => self.remove(path),
        }
    }

    /// Does what `edit` says, as far as there is something to do it to.
    pub(crate) fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Write { article, text } => self.write(*article, text.clone()),
            Edit::Change { article, what } => {
                if let Some(mut text) = self.articles[*article].clone() {
                    text.change(what);
                    self.write(*article, text);
                }
            }
            Edit::Delete { article } => {
                self.remove(&self.names[*article]);
                self.articles[*article] = None;
            }
            Edit::Rename { article, name } => self.rename(*article, name),
            Edit::Swap { one, other } => self.swap(*one, *other),
            Edit::Touch { article, years } => self.touch(*article, *years),
            Edit::Spoil { article, how } => self.spoil(*article, *how),
            Edit::Config(settings) => self.site.write("fangtan.toml", toml(settings).as_bytes()),
            Edit::Template { name, text } => self.put(&format!("templates/{name}"), *text),
            Edit::Theme { name, text } => self.put(&format!("themes/own/{name}"), *text),
            Edit::Static { css } => self.put("static/site.css", *css),
            Edit::Asset { path, bytes } => self.put(&format!("content/{path}"), Some(bytes)),
            Edit::Copy { there, width } => {
                self.put("pictures/1.svg", there.then_some("<svg/>"));
                let ledger = width.map(|width| {
                    format!("[[picture]]\nfile = \"1.svg\"\nwidth = {width}\nheight = 1\nbytes = 6\nfrom = [\"https://pictures.example/1\"]\n")
                });
                self.put("pictures/pictures.toml", ledger.as_deref());
            }
            Edit::Damage { page, how } => self.damage("public", *page, *how),
            Edit::Confuse { file, how } => {
                self.damage(".fangtan", *file, *how);
                self.site.restart();
            }
            Edit::Clock { month } => self.site.now = NOW - month * 30 * 24 * 3600,
            Edit::Restart { drafts, future, elsewhere } => {
                let options = &mut self.site.options;
                (options.drafts, options.future) = (*drafts, *future);
                options.base_url = elsewhere.then(|| "https://example.com/blog/".to_owned());
                self.site.restart();
            }
            Edit::Forget => {
                self.remove(".fangtan");
                self.remove("public");
                self.theirs.clear();
                self.site.restart();
            }
        }
    }

    fn rename(&mut self, number: usize, name: &str) {
        let new = format!("content/{}.md", name.replace("{}", &number.to_string()));
        if self.is_there(number) {
            let place = self.site.file(&new);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::rename(self.site.file(&self.names[number]), place).unwrap();
        }
        self.names[number] = new;
    }

    fn swap(&self, one: usize, other: usize) {
        if one != other && self.is_there(one) && self.is_there(other) {
            let (one, other) = (self.site.file(&self.names[one]), self.site.file(&self.names[other]));
            let aside = one.with_extension("aside");
            fs::rename(&one, &aside).unwrap();
            fs::rename(&other, &one).unwrap();
            fs::rename(&aside, &other).unwrap();
        }
    }

    fn touch(&self, number: usize, years: u64) {
        if self.is_there(number) {
            let time = SystemTime::UNIX_EPOCH + Duration::from_hours(years * 365 * 24);
            let file = fs::File::options().write(true).open(self.site.file(&self.names[number])).unwrap();
            file.set_modified(time).unwrap();
        }
    }

    fn spoil(&self, number: usize, how: Spoiled) {
        let bytes: &[u8] = match how {
            Spoiled::NotUtf8 => &[0xc4, 0xe3, 0xba, 0xc3],
            Spoiled::Empty => b"\n",
            Spoiled::BadYaml => b"---\ntitle: [\n---\n\n.\n",
        };
        self.site.write(&self.names[number], bytes);
    }

    /// Adds to the files of a clean build, which was a good one, those that it leaves to whoever changed them; `before` is
    /// what was there.
    pub(crate) fn leave_theirs(&mut self, before: &Tree, clean: &mut Tree) {
        self.theirs.retain(|path, _| before.contains_key(path) && !clean.contains_key(path));
        for (path, was) in &mut self.theirs {
            *was = None;
            clean.insert(path.clone(), before[path].clone());
        }
    }

    fn damage(&mut self, folder: &str, number: usize, how: Damage) {
        // Without its manifest a site cannot tell which older files are its own.
        let mut paths: Vec<String> = tree::read(&self.site.file(folder)).into_keys().collect();
        paths.retain(|path| self.is_built || !path.ends_with(".manifest"));
        let Some(path) = paths.get(number % paths.len().max(1)) else { return };
        let file = self.site.file(folder).join(path);
        let was = fs::read(&file).unwrap();
        let mut bytes = was.clone();
        match how {
            Damage::Removed => return fs::remove_file(file).unwrap(),
            Damage::Changed => bytes.reverse(),
            Damage::Emptied => bytes.clear(),
            Damage::Halved => bytes.truncate(bytes.len() / 2),
        }
        fs::write(file, &bytes).unwrap();
        if folder == "public" && !self.is_built {
            let known = self.theirs.entry(path.clone()).or_insert(Some(was));
            if *known == Some(bytes) {
                self.theirs.remove(path);
            }
        }
    }
}

fn toml(settings: &Settings) -> String {
    let Settings { by, title, offset, permalink, switches, html, fill, feeds, theme, lead, host } = settings;
    let [markdown, json, search, speakers, questions, map, llms] = switches;
    let name = if *theme { "own" } else { "default" };
    let hosts = if *host { "\"林若川\"" } else { "" };
    format!(
        "title = \"{title}\"\nbase_url = \"https://example.org/\"\ntimezone = \"{offset}\"\n\
         [output]\nmarkdown = {markdown}\njson = {json}\nsearch = {search}\nspeakers = {speakers}\n\
         questions = {questions}\nmap = {map}\nllms = {llms}\nfeeds = [{feeds}]\n\
         [related]\nfill = {fill}\n[paginate]\nby = {by}\n[markdown]\nhtml = \"{html}\"\n\
         [permalink]\narticle = \"{permalink}\"\n[interview]\nhosts = [{hosts}]\n\
         [theme]\nname = \"{name}\"\nlead = {lead}\n"
    )
}
