import type { ReactNode } from 'react';
import css from './said.module.css';

interface SaidProps {
  readonly title: string;
  readonly body?: string;
  /** What was said of it, for whoever looks into it. */
  readonly detail?: ReactNode;
  readonly action?: ReactNode;
}

/** Something said in the middle of an otherwise empty place: nothing here, nothing found, not possible. */
export function Said({ title, body, detail, action }: SaidProps) {
  return (
    <div className={css.said} role="status">
      <h2>{title}</h2>
      {body && <p>{body}</p>}
      {detail && <p className={css.detail}>{detail}</p>}
      {action}
    </div>
  );
}
