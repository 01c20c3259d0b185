//! Heads and ends of pictures, made here byte by byte.

use super::*;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    bytes.extend(b"\x08\x02\0\0\0crc!");
    bytes.extend(b"\0\0\0\x04IDATdatacrc!");
    bytes.extend(b"\0\0\0\0IENDcrc!");
    bytes
}

/// A JPEG whose Exif has this orientation, in this order of bytes.
fn jpeg(orientation: u16, little: bool) -> Vec<u8> {
    let (order, bytes): (&[u8], _) = match little {
        true => (b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", orientation.to_le_bytes()),
        false => (b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01", orientation.to_be_bytes()),
    };
    let exif = [b"Exif\0\0", order, &bytes, &[0; 6]].concat();
    let mut jpeg = b"\xff\xd8\xff\xe1".to_vec();
    jpeg.extend((exif.len() as u16 + 2).to_be_bytes());
    jpeg.extend(exif);
    // A table, and behind it 640 by 480.
    jpeg.extend(b"\xff\xc4\0\x04\xff\xc0\xff\xff\xc2\0\x0b\x08\x01\xe0\x02\x80\x01\x01\x11\0");
    jpeg.extend(b"\xff\xda\0\x08\x01\x01\0\0\x3f\0data\xff\xd9");
    jpeg
}

fn webp(chunk: &[u8]) -> Vec<u8> {
    let length = (4 + chunk.len() as u32).to_le_bytes();
    [b"RIFF", &length[..], b"WEBP", chunk].concat()
}

fn gif() -> Vec<u8> {
    // A table of two colours, a comment, one block of one pixel.
    let head = b"GIF89a\x40\x01\xf0\0\x80\0\0\0\0\0\xff\xff\xff";
    [&head[..], b"\x21\xfe\x02hi\0", b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0", b"\x3b"].concat()
}

fn avif(turned: bool) -> Vec<u8> {
    let sized = |kind: &[u8], body: &[u8]| [&(body.len() as u32 + 8).to_be_bytes()[..], kind, body].concat();
    let ispe = |width: u32, height: u32| {
        sized(b"ispe", &[&[0; 4][..], &width.to_be_bytes(), &height.to_be_bytes()].concat())
    };
    let turn = if turned { sized(b"irot", &[3]) } else { Vec::new() };
    let properties = sized(b"iprp", &sized(b"ipco", &[ispe(160, 90), ispe(1600, 900), turn].concat()));
    let meta = sized(b"meta", &[&[0; 4][..], &properties].concat());
    [sized(b"ftyp", b"mif1\0\0\0\0avifmif1"), meta, sized(b"mdat", b"data")].concat()
}

fn all() -> Vec<(Kind, Size, Vec<u8>)> {
    let bmp =
        [b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", &7_i32.to_le_bytes()[..], &(-5_i32).to_le_bytes()]
            .concat();
    let bmp = [bmp, vec![0; 32]].concat();
    vec![
        (Kind::Png, (1080, 2400), png(1080, 2400)),
        (Kind::Jpeg, (640, 480), jpeg(1, false)),
        (Kind::Jpeg, (480, 640), jpeg(6, false)),
        (Kind::Jpeg, (480, 640), jpeg(8, true)),
        (Kind::Gif, (320, 240), gif()),
        (Kind::WebP, (640, 360), webp(b"VP8 \x0c\0\0\0\0\0\0\x9d\x01\x2a\x80\x02\x68\x01xx")),
        (Kind::WebP, (640, 360), webp(b"VP8L\x08\0\0\0\x2f\x7f\xc2\x59\0xxx")),
        (Kind::WebP, (640, 360), webp(b"VP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\x67\x01\0")),
        (Kind::Avif, (1600, 900), avif(false)),
        (Kind::Avif, (900, 1600), avif(true)),
        (Kind::Bmp, (7, 5), bmp),
        (Kind::Svg, (200, 100), b"<?xml version='1.0'?><svg width='150pt' viewBox='0 0 4 2'/>".to_vec()),
    ]
}

#[test]
fn a_picture_tells_its_kind_and_size_and_whether_it_is_whole() {
    for (kind, wanted, bytes) in all() {
        assert_eq!(Kind::of(&bytes), Some(kind));
        assert_eq!(size(&bytes), Some(wanted), "{kind:?}");
        assert!(is_whole(kind, &bytes), "{kind:?}");
        assert!(!is_whole(kind, &bytes[..bytes.len() - 3]), "{kind:?}");
    }
}

#[test]
fn no_bytes_are_too_strange() {
    for (kind, _, bytes) in all() {
        for cut in 0..bytes.len() {
            let mut broken = bytes[..cut].to_vec();
            let _ = (Kind::of(&broken), size(&broken), is_whole(kind, &broken), harm(&broken));
            broken.resize(bytes.len(), 0xff);
            let _ = (Kind::of(&broken), size(&broken), is_whole(kind, &broken), harm(&broken));
        }
    }
    for text in ["", "<html><svg/></html>", "{}", "not a picture", "<p>你好</p>"] {
        assert_eq!(Kind::of(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn an_svg_that_only_draws_passes() {
    for drawing in [
        "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>",
        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\"><svg/>",
        "<svg><defs><linearGradient id='a'/></defs><rect fill='url(#a)'/><use href='#a'/></svg>",
        "<svg><style>.a{fill:url(\"#a\")}</style><image href='data:image/png;base64,AA'/></svg>",
        "<svg><animate attributeName='opacity' values='0;1'/></svg>",
    ] {
        assert_eq!(harm(drawing.as_bytes()), None, "{drawing}");
    }
}

#[test]
fn an_svg_that_does_more_is_refused() {
    for more in [
        "<svg><script>1</script></svg>",
        "<svg><ScRipt/></svg>",
        "<svg:svg xmlns:svg='http://www.w3.org/2000/svg'><svg:script/></svg:svg>",
        "<svg onload='x()'/>",
        "<svg><set attributeName='onclick' to='x()'/></svg>",
        "<svg><foreignObject/></svg>",
        "<svg><a href='javascript:x()'/></svg>",
        "<svg><a xlink:href='&#106;avascript:x()'/></svg>",
        "<svg><animate attributeName='xlink:href' values='javascript:x()'/></svg>",
        "<svg><image href='https://a.example/x.png'/></svg>",
        "<svg><image href='data:image/svg+xml,x'/></svg>",
        "<svg><use href='b.svg#x'/></svg>",
        "<svg><rect fill='url(https://a.example/#x)'/></svg>",
        "<svg><rect style='fill:u\\72l(//a.example)'/></svg>",
        "<svg><style>@import '//a.example';</style></svg>",
        "<svg><style>&#64;import '//a.example';</style></svg>",
        "<svg><style><![CDATA[a{background:URL( //a.example )}]]></style></svg>",
        "<?xml-stylesheet href='//a.example'?><svg/>",
        "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>",
        "<svg><x xmlns='http://www.w3.org/1999/xhtml'/></svg>",
        "<svg xml:base='//a.example'/>",
        "<svg><g></svg>",
        "<svg/><svg/>",
    ] {
        assert!(harm(more.as_bytes()).is_some(), "{more}");
    }
}

#[test]
fn a_ledger_reads_as_it_was_written() {
    let mut ledger = Ledger::default();
    ledger.note("ab.png", (Kind::Png, Some((3, 4)), 99), "https://a.example/\"x\\y\"");
    ledger.note("0c.svg", (Kind::Svg, None, 5), "https://a.example/s");
    ledger.note("ab.png", (Kind::Png, Some((3, 4)), 99), "https://a.example/1");
    let text = ledger.to_text();
    assert_eq!(Ledger::read(&text).value, ledger);
    let sorted: Vec<_> = text.lines().filter(|line| line.starts_with("file")).collect();
    assert_eq!(sorted, ["file = \"0c.svg\"", "file = \"ab.png\""]);
    // Entries that were added one after another are one.
    let mut grown = String::new();
    for (file, copied) in &ledger.files {
        for from in &copied.from {
            grown.push_str(&Copied { from: vec![from.clone()], ..copied.clone() }.to_entry(file));
        }
    }
    assert_eq!(Ledger::read(&grown).value, ledger);
}

#[test]
fn a_ledger_leads_nowhere_else() {
    for file in ["../a.png", "/a.png", "a/b.png", "a.html", ".png", "a.png/..", "a..png"] {
        let text = format!("[[picture]]\nfile = \"{file}\"\nbytes = 1\nfrom = []\n");
        let read = Ledger::read(&text);
        assert_eq!((read.value.files.len(), read.diagnostics.len()), (0, 1), "{file}");
    }
}

#[test]
fn an_address_has_one_name() {
    let name = name_of_address("https://a.example/x?y=1");
    for same in ["http://a.example/x?y=1", "//a.example/x?y=1", " https://a.example/x?y=1#imgIndex=0"] {
        assert_eq!(name_of_address(same), name, "{same}");
    }
    assert_ne!(name_of_address("https://a.example/x?y=2"), name);
    assert_ne!(name_of_file("a.example/x"), name_of_address("//a.example/x"));
}
