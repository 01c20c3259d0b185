//! What a build remembers for the next, damaged in a way that its checksum does not show.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use fangtan::output::Writer;
use fangtan::pipeline::{Options, Pipeline};
use fangtan::source::fingerprint;

/// Bytes before the body of each such file: magic and stamp, then the checksum of the body.
const STAMPED: usize = 24;
const HEAD: usize = STAMPED + 16;

/// A site that was built once, and the files that remember it.
struct Built {
    root: PathBuf,
    files: Vec<(PathBuf, Vec<u8>)>,
}

fn build(root: &PathBuf) {
    let mut writer = Writer::open(root, &root.join("public")).unwrap();
    let mut pipeline = Pipeline::new(root, Options::default());
    pipeline.run(1_798_761_600, &mut writer).unwrap();
    writer.finish().unwrap();
    pipeline.save().unwrap();
}

fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let root = tempfile::tempdir().unwrap().keep();
        fs::create_dir(root.join("content")).unwrap();
        fs::write(root.join("fangtan.toml"), "base_url = \"https://example.org/\"\n").unwrap();
        let article = "---\ntitle: 题\ndate: 2026-01-02\nmood: [1, 二]\n---\n\n**记者：**为什么？\n\n**林若川：**因为如此。\n";
        fs::write(root.join("content/a.md"), article).unwrap();
        fs::write(root.join("content/b.md"), "没有元数据的正文。\n").unwrap();
        build(&root);
        let names = fs::read_dir(root.join(".fangtan")).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = names
            .filter_map(|path| Some((fs::read(&path).ok()?, path)))
            .filter(|(bytes, _)| bytes.starts_with(b"fangtan"))
            .map(|(bytes, path)| (path, bytes))
            .collect();
        files.sort();
        Built { root, files }
    })
}

/// Takes a file, a place in it and the bytes to put there; the next build ends as ever.
pub fn remembered(bytes: &[u8]) {
    let built = built();
    let [which, low, high, patch @ ..] = bytes else { return };
    for (path, whole) in &built.files {
        fs::write(path, whole).unwrap();
    }
    let (path, whole) = &built.files[usize::from(*which) % built.files.len()];
    let mut whole = whole.clone();
    let body = whole.len() - HEAD;
    let at = HEAD + usize::from(u16::from_le_bytes([*low, *high])) % (body + 1);
    let end = (at + patch.len()).min(whole.len());
    whole.splice(at..end, patch.iter().copied());
    let sum = fingerprint(&whole[HEAD..]);
    whole[STAMPED..HEAD].copy_from_slice(&sum.to_le_bytes());
    fs::write(path, whole).unwrap();
    build(&built.root);
}
