//! A site in a temporary folder, built in this process.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use fangtan::diagnostic::{self, Format};
use fangtan::output::{Writer, Written};
use fangtan::pipeline::{Inspection, Missing, Options, Outcome, Pipeline, Wanted};

use super::tree::{self, Tree};

/// 2027-01-01, after every article of a test that does not say otherwise.
pub(crate) const NOW: i64 = 1_798_761_600;

/// A site, and a pipeline that remembers its last build.
#[derive(Debug)]
pub(crate) struct Site {
    folder: tempfile::TempDir,
    pipeline: Pipeline,
    pub(crate) options: Options,
    pub(crate) now: i64,
    /// Whether files that are written look as if they had been there for years, and so are trusted by their stamps.
    pub(crate) aged: bool,
    writes: Cell<u64>,
}

/// What a build came to.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) outcome: Outcome,
    /// `None` if there were errors, so that nothing was written.
    pub(crate) written: Option<Written>,
}

impl Site {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pipeline = Pipeline::new(folder.path(), Options::default());
        let options = Options::default();
        let site = Self { folder, pipeline, options, now: NOW, aged: false, writes: Cell::new(0) };
        site.write("content/.keep", b"");
        site
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let file = self.file(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, bytes).unwrap();
        if self.aged {
            self.writes.set(self.writes.get() + 1);
            let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + self.writes.get());
            fs::File::options().write(true).open(file).unwrap().set_modified(then).unwrap();
        }
    }

    pub(crate) fn delete(&self, path: &str) {
        let file = self.file(path);
        if file.is_dir() { fs::remove_dir_all(file).unwrap() } else { fs::remove_file(file).unwrap() }
    }

    pub(crate) fn read(&self, path: &str) -> Option<String> {
        fs::read(self.file(path)).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Forgets what this process remembers, as the next process does.
    pub(crate) fn restart(&mut self) {
        self.pipeline = Pipeline::new(self.folder.path(), self.options.clone());
    }

    /// Builds as a process does that goes on.
    pub(crate) fn build(&mut self) -> Built {
        let mut writer = self.writer();
        let outcome = self.pipeline.run(self.now, &mut writer).unwrap();
        let written = (!outcome.failed()).then(|| writer.finish().unwrap());
        self.pipeline.save().unwrap();
        Built { outcome, written }
    }

    /// Builds as a process does that ends with it.
    pub(crate) fn build_once(&mut self) -> Built {
        let writer = self.writer();
        let mut pipeline = Pipeline::new(self.root(), self.options.clone());
        let (outcome, written) = pipeline.build(self.now, writer, |outcome| !outcome.failed()).unwrap();
        Built { outcome, written }
    }

    fn writer(&self) -> Writer {
        Writer::open(self.root(), &self.file("public")).unwrap()
    }

    /// What a build that remembers nothing writes to an empty folder, and what it says; but for the search index, which
    /// a process that goes on does not make.
    pub(crate) fn clean_build(&self) -> (Tree, String) {
        let (mut tree, said) = self.clean_build_once();
        tree.retain(|path, _| !tree::is_index(path));
        (tree, said)
    }

    /// The same with the search index.
    pub(crate) fn clean_build_once(&self) -> (Tree, String) {
        let output = tempfile::tempdir().unwrap();
        let root = tempfile::tempdir().unwrap();
        for (path, bytes) in tree::read(self.root()) {
            if !path.starts_with(".fangtan") && !path.starts_with("public/") {
                let file = root.path().join(path);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(file, bytes).unwrap();
            }
        }
        let writer = Writer::open(root.path(), &output.path().join("public")).unwrap();
        let mut pipeline = Pipeline::new(root.path(), self.options.clone());
        let (outcome, _) = pipeline.build(self.now, writer, |outcome| !outcome.failed()).unwrap();
        let said = diagnostic::render(&outcome.diagnostics, Format::Human, false);
        (tree::read(&output.path().join("public")), said)
    }

    /// The articles that are pointed to and not here: address, title and places, a line each.
    pub(crate) fn missing(&self) -> String {
        let mut pipeline = Pipeline::new(self.root(), self.options.clone());
        let line = |it: Missing| {
            let from: Vec<String> = it.from.iter().map(|(path, line)| format!("{path}:{line}")).collect();
            format!("{} | {} | {}\n", it.url, it.title, from.join(" "))
        };
        let wanted = Wanted {
            missing: true,
            #[cfg(feature = "mirror")]
            links: false,
        };
        let (_, survey) = pipeline.survey(self.now, wanted).unwrap();
        survey.missing.into_iter().map(line).collect()
    }

    pub(crate) fn inspect(&self, path: &str) -> Inspection {
        let options = Options { drafts: true, future: true, ..self.options.clone() };
        Pipeline::new(self.root(), options).inspect(path, self.now).unwrap()
    }
}

impl Built {
    /// The addresses that were rendered, one a line.
    pub(crate) fn rendered(&self) -> String {
        let address = |path: &String| format!("/{}\n", path.strip_suffix("index.html").unwrap_or(path));
        let mut addresses: Vec<String> = self.outcome.rendered.iter().map(address).collect();
        addresses.sort();
        addresses.concat()
    }

    /// The diagnostics as a terminal without colours shows them.
    pub(crate) fn stderr(&self) -> String {
        diagnostic::render(&self.outcome.diagnostics, Format::Human, false)
    }
}
