import { URGENT, isOpen, nextOpening } from '@demarc/domain';
import type { Stage } from './stage.js';

/** A contact is not disturbed outside its hours, unless the severity is A or the notice cannot wait. */
export const quietStage: Stage = ({ notice, contact }, now) => {
  if (!contact || contact.hours === '24x7' || URGENT.has(notice.kind) || notice.incident?.severity === 'A') return null;
  if (isOpen(now, contact.hours)) return null;
  return { state: 'held', reason: 'quiet-hours', until: nextOpening(now, contact.hours) };
};
