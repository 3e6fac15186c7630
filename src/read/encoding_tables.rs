//! The upper halves (0x80 to 0xFF) of the two encodings of Kazakh that no crate has. They are technical standards, not
//! knowledge of names, and so stand in the code; `?` with diamond (U+FFFD) marks a byte that stands for no character.
//!
//! * KZ-1048: Kazakhstan's ST RK 1048-2002, registered with IANA as KZ-1048 (aliases STRK1048-2002, RK1048).
//! * PTCP154: the ParaType code page "Asian Cyrillic", registered with IANA as PTCP154 (aliases PT154, CP154).

/// Sixteen characters a line; the first line is 0x80 to 0x8F.
#[rustfmt::skip]
pub(super) const KZ_1048: [&str; 8] = [
    "ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏ",
    "ђ‘’“”•–—\u{fffd}™љ›њқһџ",
    "\u{a0}ҰұӘ¤Ө¦§Ё©Ғ«¬\u{ad}®Ү",
    "°±Ііөµ¶·ё№ғ»әҢңү",
    "АБВГДЕЖЗИЙКЛМНОП",
    "РСТУФХЦЧШЩЪЫЬЭЮЯ",
    "абвгдежзийклмноп",
    "рстуфхцчшщъыьэюя",
];

/// Sixteen characters a line; the first line is 0x80 to 0x8F.
#[rustfmt::skip]
pub(super) const PTCP154: [&str; 8] = [
    "ҖҒӮғ„…ҶҮҲүҠӢҢҚҺҸ",
    "җ‘’“”•–—ҳҷҡӣңқһҹ",
    "\u{a0}ЎўЈӨҘҰ§Ё©Ә«¬ӯ®Ҝ",
    "°ұІіҙө¶·ё№ә»јҪҫҝ",
    "АБВГДЕЖЗИЙКЛМНОП",
    "РСТУФХЦЧШЩЪЫЬЭЮЯ",
    "абвгдежзийклмноп",
    "рстуфхцчшщъыьэюя",
];
