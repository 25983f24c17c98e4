/**
 * Text of a stranger as one line that reads as it is: line breaks and other control characters become a space, and
 * characters that turn the direction of text around or take no room at all are left out (Unicode TR36, "Trojan Source").
 * So it ends no header, begins no line and no section, and does not hide what it says.
 */
export function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replace(UNSEEN, '')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim();
}

/** Marks and overrides of direction, zero-width spaces, the byte order mark, tags; joiners stay, scripts need them. */
const UNSEEN = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
