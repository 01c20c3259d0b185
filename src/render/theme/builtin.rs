//! The default theme, compiled in: a folder with nothing but `content/` builds.

/// A file of the default theme: its path below the theme's folder, its bytes.
pub(super) type File = (&'static str, &'static [u8]);

macro_rules! files {
    ($($path:literal)*) => {
        /// Every file of `themes/default/`.
        pub(super) const FILES: &[File] =
            &[$(($path, include_bytes!(concat!("../../../themes/default/", $path))),)*];
    };
}

files! {
    "theme.toml"
    "templates/404.html"
    "templates/analytics.html"
    "templates/archive.html"
    "templates/article-end.html"
    "templates/article.html"
    "templates/base.html"
    "templates/body-end.html"
    "templates/colophon.html"
    "templates/comments.html"
    "templates/components.html"
    "templates/footer.html"
    "templates/head-end.html"
    "templates/head.html"
    "templates/header.html"
    "templates/home.html"
    "templates/participants.html"
    "templates/map.html"
    "templates/people.html"
    "templates/person.html"
    "templates/questions.html"
    "templates/redirect.html"
    "templates/related.html"
    "templates/search.html"
    "templates/tags.html"
    "templates/term.html"
    "templates/verification.html"
    "static/card.png"
    "static/early.js"
    "static/favicon.svg"
    "static/map.js"
    "static/questions.js"
    "static/search.js"
    "static/services.js"
    "static/site.css"
    "static/site.js"
}

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn every_file_of_the_theme_is_compiled_in() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        let mut there: Vec<String> = walkdir::WalkDir::new(&root)
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"))
            .collect();
        let mut listed: Vec<String> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        there.sort();
        listed.sort();
        assert_eq!(listed, there);
    }
}
