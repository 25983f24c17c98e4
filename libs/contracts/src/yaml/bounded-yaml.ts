import { type CST, Composer, type Document, Lexer, LineCounter, Parser } from 'yaml';
import { checkTree } from './check-tree.js';
import { MOST_LEVELS, MOST_NAMES, MOST_TOKENS } from './yaml-bounds.js';
import { YamlFault, faultAt } from './yaml-fault.js';

const ANCHOR_OR_ALIAS = /^[&*]/;
/** A document and its last word are open with what nests. */
const MOST_OPEN = MOST_LEVELS + 2;

/**
 * What a stranger's YAML says, at a cost that grows with its length and not faster: its tokens are counted before
 * anything is made of them, it is left at its first fault, and repeated keys are looked for here, since the library
 * compares each key with all before it. Throws a {@link YamlFault}.
 */
export function parseBoundedYaml(text: string): unknown {
  const lines = new LineCounter();
  const document = composed(text, lines);
  const [error] = document.errors;
  if (error) throw faultAt(error.message, error.pos[0], text, lines, { cause: error });
  checkTree(document.contents, text, lines);
  try {
    // How much the aliases stand for was counted by then; the library would walk the document once for each.
    return document.toJS({ maxAliasCount: -1 });
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new YamlFault(cause.message, null, { cause });
  }
}

function composed(text: string, lines: LineCounter): Document.Parsed {
  // Of the known tags, `!!omap` looks for repeated keys in the library's own way.
  const composer = new Composer({ uniqueKeys: false, resolveKnownTags: false, logLevel: 'error' });
  let first: YamlFault | null = null;
  // It would collect a fault for every two characters; and what is thrown in a list it tells again for each around it.
  Object.assign(composer, {
    onError: (at: Place, _code: string, message: string, isWarning = false) => {
      if (isWarning) return;
      first ??= faultAt(message, offsetOf(at), text, lines);
      throw first;
    },
  });
  for (const token of boundedTokens(text, lines)) {
    if (token.type === 'error') throw faultAt(token.message, token.offset, text, lines);
    // It gives a document once the next one begins.
    for (const _first of composer.next(token)) throw faultAt('A second document begins', token.offset, text, lines);
  }
  const [document] = composer.end(true, text.length);
  if (!document) throw new Error('The composer of YAML gave no document, which it was told to.');
  return document;
}

function* boundedTokens(text: string, lines: LineCounter): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let tokens = 0;
  let names = 0;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (ANCHOR_OR_ALIAS.test(token)) names += 1;
    if (tokens > MOST_TOKENS) throw new YamlFault(`It has more than ${MOST_TOKENS} words and signs: shorten it`, null);
    if (names > MOST_NAMES) throw new YamlFault(`It has more than ${MOST_NAMES} anchors and aliases`, null);
    yield* parser.next(token);
    if (parser.stack.length > MOST_OPEN) throw new YamlFault(`It nests deeper than ${MOST_LEVELS} levels`, null);
  }
  yield* parser.end();
}

/** As the library names a place to itself. */
type Place = number | readonly [number, number] | { readonly offset: number };

function offsetOf(at: Place): number {
  if (typeof at === 'number') return at;
  return 'offset' in at ? at.offset : at[0];
}
