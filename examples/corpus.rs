//! Writes a made-up archive for measurements: `corpus --articles 10000 --seed 1 DIR` writes `DIR/content/…`.

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::error::Error;
use std::path::PathBuf;

use corpus::Corpus;

fn main() -> Result<(), Box<dyn Error>> {
    let mut corpus = Corpus { seed: 1, articles: 1000 };
    let mut folder = PathBuf::from(".");
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--articles" => corpus.articles = arguments.next().ok_or("--articles takes a number")?.parse()?,
            "--seed" => corpus.seed = arguments.next().ok_or("--seed takes a number")?.parse()?,
            _ => folder = PathBuf::from(argument),
        }
    }
    let mut text = String::new();
    for number in 0..corpus.articles {
        let path = folder.join("content").join(corpus.path(number));
        if let Some(parent) = path.parent().filter(|_| number % 1000 == 0) {
            std::fs::create_dir_all(parent)?;
        }
        text.clear();
        corpus.write(number, &mut text);
        std::fs::write(path, &text)?;
    }
    let settings = "title = \"长谈实验室\"\nbase_url = \"https://example.org/\"\nauthor = \"长谈实验室\"\n";
    std::fs::write(folder.join("fangtan.toml"), settings)?;
    Ok(())
}
