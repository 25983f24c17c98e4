import { type ReactNode, useId } from 'react';
import css from './panel.module.css';

interface PanelProps {
  readonly title: string;
  /** Beside the title, such as a count or a button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a title. */
export function Panel({ title, aside, children }: PanelProps) {
  const id = useId();
  return (
    <section className={css.panel} aria-labelledby={id}>
      <header className={css.head}>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** Names and what they are, in two columns. */
export function Pairs({ pairs }: { readonly pairs: readonly (readonly [string, ReactNode] | null)[] }) {
  return (
    <dl className={css.pairs}>
      {pairs
        .filter((pair) => pair !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
