//! Time zones as offsets: `+08:00`, `UTC`, or the name of a zone that has had one offset for as long as blogs exist.

/// Zones without summer time, which alone are an offset.
const NAMED: &[(&str, i32)] = &[
    ("UTC", 0),
    ("GMT", 0),
    ("Z", 0),
    ("Etc/UTC", 0),
    ("Asia/Shanghai", 8),
    ("Asia/Chongqing", 8),
    ("Asia/Hong_Kong", 8),
    ("Asia/Macau", 8),
    ("Asia/Taipei", 8),
    ("Asia/Singapore", 8),
    ("Asia/Kuala_Lumpur", 8),
    ("Asia/Urumqi", 6),
    ("Asia/Bangkok", 7),
    ("Asia/Jakarta", 7),
    ("Asia/Tokyo", 9),
    ("Asia/Seoul", 9),
    ("Asia/Dubai", 4),
];

/// Seconds east of UTC.
pub(super) fn offset(text: &str) -> Option<i32> {
    let named = NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    named.map(|(_, hours)| hours * 3600).or_else(|| signed(text))
}

fn signed(text: &str) -> Option<i32> {
    let text = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text);
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-" | "−", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "00"),
    };
    let plain = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(hours) || !plain(minutes) || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::offset;

    #[test]
    fn zones_are_offsets() {
        for (text, seconds) in [
            ("+08:00", 28_800),
            ("+0800", 28_800),
            ("+8", 28_800),
            ("UTC+8", 28_800),
            ("Asia/Shanghai", 28_800),
            ("asia/shanghai", 28_800),
            ("UTC", 0),
            ("-03:30", -12_600),
            ("+05:45", 20_700),
        ] {
            assert_eq!(offset(text), Some(seconds), "{text}");
        }
    }

    #[test]
    fn a_zone_with_summer_time_is_no_offset() {
        for text in
            ["Europe/Berlin", "", "8", "+", "+25:00", "+08:60", "+8:0", "东八区", "+08:00x", "+1234567890"]
        {
            assert_eq!(offset(text), None, "{text}");
        }
    }
}
