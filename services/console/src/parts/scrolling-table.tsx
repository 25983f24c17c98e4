import type { ReactNode } from 'react';
import css from './tables.module.css';

interface ScrollingTableProps {
  readonly label: string;
  /** On a phone the cells of a row stand below each other: for rows that are read, not compared. */
  readonly stacks?: boolean;
  readonly children: ReactNode;
}

/** A table that may be wider than its place: the keyboard scrolls it as well. */
export function ScrollingTable({ label, stacks = false, children }: ScrollingTableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1: what scrolls can be focused
    <div role="group" className={css.frame} aria-label={label} tabIndex={0}>
      <table className={css.table} data-stacks={stacks}>
        {children}
      </table>
    </div>
  );
}
