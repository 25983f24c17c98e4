import { type Ref, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from './findings.js';
import css from './policy-editor.module.css';

/** Leads whoever writes to a line. */
export interface EditorHandle {
  goTo(line: number): void;
}

interface PolicyEditorProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly findings: readonly Finding[];
  readonly describedBy: string;
  readonly ref: Ref<EditorHandle>;
}

const LINE_PX = 20;

/**
 * A plain text area beside its line numbers, as long as its text, in a frame that scrolls both: what is wrong marks its
 * line, and is said below when the caret stands there.
 */
export function PolicyEditor({ text, onText, findings, describedBy, ref }: PolicyEditorProps) {
  const { t } = useTranslation('policy');
  const area = useRef<HTMLTextAreaElement>(null);
  const [at, setAt] = useState(0);
  const lines = text.split('\n');
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const byLine = Map.groupBy(findings, ({ line }) => line);
  const here = byLine.get(at) ?? [];
  const follow = () => {
    const { value, selectionStart } = area.current!;
    setAt(value.slice(0, selectionStart).split('\n').length);
  };
  useImperativeHandle(ref, () => ({
    goTo: (line) => {
      const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
      area.current!.focus({ preventScroll: true });
      area.current!.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
      area.current!.closest(`.${css.scroll}`)!.scrollTo({ top: (line - 4) * LINE_PX, left: 0 });
      setAt(line);
    },
  }));
  return (
    <div className={css.editor}>
      <div className={css.scroll}>
        <ol className={css.numbers} aria-hidden>
          {lines.map((_, index) => {
            const found = byLine.get(index + 1);
            return (
              // oxlint-disable-next-line react/no-array-index-key -- a line is its number
              <li key={index} data-found={found !== undefined} title={found?.map(({ message }) => message).join('\n')}>
                {index + 1}
              </li>
            );
          })}
        </ol>
        <div className={css.page}>
          {[...byLine.keys()].map((line) => (
            <i key={line} className={css.mark} style={{ insetBlockStart: (line - 1) * LINE_PX }} />
          ))}
          <textarea
            ref={area}
            aria-label={t('draft.text')}
            aria-describedby={describedBy}
            aria-invalid={findings.length > 0}
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            wrap="off"
            rows={lines.length + 1}
            cols={Math.max(40, longest + 2)}
            value={text}
            onChange={({ target }) => onText(target.value)}
            onSelect={follow}
          />
        </div>
      </div>
      <p className={css.here} role="status">
        {at > 0 && t('draft.line', { line: at })}
        {here.length > 0 && `: ${[...new Set(here.map(({ message }) => message))].join(' ')}`}
      </p>
    </div>
  );
}
