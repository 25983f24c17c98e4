/** Text broken at spaces into lines of at most `width`, each after the first indented. A longer word stays whole. */
export function wrapText(text: string, width: number, indent: string): string {
  const lines = text.split('\n').flatMap((line) => wrapLine(line, Math.max(20, width - indent.length)));
  return lines.join(`\n${indent}`);
}

function wrapLine(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
