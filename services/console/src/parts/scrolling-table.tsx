import type { ReactNode } from 'react';
import css from './tables.module.css';

interface ScrollingTableProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A table that may be wider than its place: the keyboard scrolls it as well. */
export function ScrollingTable({ label, children }: ScrollingTableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1: what scrolls can be focused
    <div role="group" className={css.frame} aria-label={label} tabIndex={0}>
      <table className={css.table}>{children}</table>
    </div>
  );
}
