//! Characters that mean another: what exporters and fonts leave in a text.
//!
//! In comes a character; out goes the plain one, or nothing. Invariant: one character becomes at most one.

/// Whether any byte sequence of `text` may need [`plain`]; a fast look that spares most files the slow one.
///
/// Every byte is looked at together with the two behind it and without a branch, so that many are looked at at once.
pub(super) fn any_unusual(text: &str) -> bool {
    /// Bytes that are looked at together.
    const RUN: usize = 32;
    let bytes = text.as_bytes();
    let Some(last) = bytes.len().checked_sub(2) else { return bytes.iter().any(|byte| is_control(*byte)) };
    let shifted = [&bytes[..last], &bytes[1..=last], &bytes[2..]];
    let [(first, _), (second, _), (third, _)] = shifted.map(|bytes| bytes.as_chunks::<RUN>());
    let runs = first.iter().zip(second).zip(third);
    let any = |((first, second), third): ((&[u8; RUN], &[u8; RUN]), &[u8; RUN])| {
        let mut any = 0;
        for at in 0..RUN {
            any |= u8::from(begins_unusual(first[at], second[at], third[at]));
        }
        any != 0
    };
    let rest = first.len() * RUN..last;
    runs.into_iter().any(any)
        || rest.into_iter().any(|at| begins_unusual(bytes[at], bytes[at + 1], bytes[at + 2]))
        || begins_unusual(bytes[last], bytes[last + 1], 0)
        || is_control(bytes[last + 1])
}

/// Whether three bytes in a row are what [`any_unusual`] looks for, or the first is by itself.
fn begins_unusual(first: u8, second: u8, third: u8) -> bool {
    let within = |byte: u8, from: u8, to: u8| byte.wrapping_sub(from) <= to - from;
    let general = (first == 0xe2)
        & (((second == 0x80) & within(third, 0x8b, 0x8f))
            | ((second == 0x81) & (third == 0xa0))
            | within(second, 0xbc, 0xbf));
    let compatible = (first == 0xef) & (within(second, 0xa4, 0xa9) | ((second == 0xbb) & (third == 0xbf)));
    let private = (first == 0xee) & (second == 0x80) & (third == 0x80);
    let space = (first == 0xc2) & within(second, 0x80, 0xa0);
    // U+FDD0 to U+FDEF; and the last two of a plane, whose second byte may be the first here.
    let nothing = ((first == 0xef) & (second == 0xb7) & within(third, 0x90, 0xaf))
        | ((second == 0xbf) & within(third, 0xbe, 0xbf) & ((first == 0xef) | (first & 0xcf == 0x8f)));
    general | compatible | private | space | nothing | is_control(first)
}

fn is_control(byte: u8) -> bool {
    (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7f)
}

/// The plain form of a character, `None` if it is to vanish. `joins` says that it stands between two emoji, where
/// U+200D is part of a picture.
pub(super) fn plain(character: char, joins: bool) -> Option<char> {
    match character {
        '\u{200d}' if joins => Some(character),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{e000}' | '\r' => None,
        '\u{a0}' => Some(' '),
        '\u{2f00}'..='\u{2fd5}' => nth(KANGXI, character as usize - 0x2f00),
        '\u{f900}'..='\u{fa6d}' => nth(COMPATIBILITY, character as usize - 0xf900),
        _ if is_forbidden(character) => None,
        _ => Some(character),
    }
}

/// The plain form of a character of code or of an address, where few mean what their author did not: U+00A0, which
/// exporters write for indent, U+E000, which means something to the guard, and what no format may hold.
pub(super) fn plain_in_code(character: char) -> Option<char> {
    match character {
        '\u{a0}' => Some(' '),
        '\u{e000}' => None,
        _ if is_forbidden(character) => None,
        _ => Some(character),
    }
}

/// What HTML forbids: control characters, but for line ends and tabs, and what Unicode says is no character and never
/// will be (U+FDD0 to U+FDEF, the last two of each plane).
fn is_forbidden(character: char) -> bool {
    matches!(character, '\u{fdd0}'..='\u{fdef}')
        || u32::from(character) & 0xfffe == 0xfffe
        || character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}

/// White space, and what has no width.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

/// What has no width and means nothing where it stands alone.
pub(super) fn is_invisible(character: char) -> bool {
    match character {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{e000}' => true,
        _ => character.is_control() && !character.is_whitespace(),
    }
}

/// Whether a character is a picture that U+200D may join to another.
pub(super) fn is_emoji(character: char) -> bool {
    matches!(u32::from(character), 0x2190..=0x2bff | 0xfe0f | 0x1f000..=0x1faff)
}

/// Han characters, kana and Hangul: scripts that put no space between words.
pub(super) fn is_han(character: char) -> bool {
    matches!(u32::from(character),
        0x2e80..=0x2fdf | 0x3005..=0x3007 | 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff
        | 0x20000..=0x3ffff)
}

/// Punctuation of Chinese text, with which no space belongs.
pub(super) fn is_chinese_punctuation(character: char) -> bool {
    matches!(u32::from(character),
        0x3001..=0x3003 | 0x3008..=0x3011 | 0x3014..=0x301f | 0xff01..=0xff0f | 0xff1a..=0xff20 | 0xff3b..=0xff3d
        | 0xff5b..=0xff65)
}

/// Characters beside which the guard of `html::guard` lets marks of emphasis stand.
pub(super) fn is_wide_or_shared(character: char) -> bool {
    matches!(character, '\u{2e80}'..|'“'| '”' | '‘' | '’' | '…' | '—')
}

/// Punctuation that belongs to the word before it.
pub(super) fn is_closing(character: char) -> bool {
    matches!(
        character,
        '，' | '。'
            | '、'
            | '：'
            | '；'
            | '！'
            | '？'
            | '”'
            | '’'
            | '）'
            | '》'
            | '」'
            | '』'
            | '】'
            | ')'
            | ']'
    )
}

/// Punctuation that belongs to the word behind it.
pub(super) fn is_opening(character: char) -> bool {
    matches!(character, '“' | '‘' | '（' | '《' | '「' | '『' | '【' | '(' | '[')
}

fn nth(table: &str, index: usize) -> Option<char> {
    table.chars().nth(index)
}

/// U+2F00 to U+2FD5 by NFKC (Unicode 16, `UnicodeData.txt`).
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿\
    片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音\
    頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// U+F900 to U+FA6D by NFC; those that are characters of their own stand for themselves.
const COMPATIBILITY: &str = "\
    豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵\
    讀拏樂諾丹寧怒率異北磻便復不泌數索參塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈\
    領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀\
    﨎﨏塚﨑晴﨓﨔凞猪益礼神祥福靖精羽﨟蘒﨡諸﨣﨤逸都﨧﨨﨩飯飼館鶴郞隷侮僧免勉勤卑喝嘆器塀墨層屮悔慨憎懲敏既暑梅海渚漢煮爫琢碑社祉祈祐祖祝禍禎穀突節練縉繁署者臭艹艹著褐視謁謹賓贈辶逸\
    難響頻恵𤋮舘";
