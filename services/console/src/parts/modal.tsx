import { Dialog } from '@fluentui/react-components';
import { type ReactElement, useEffect, useState } from 'react';

interface ModalProps {
  readonly onClose: () => void;
  readonly children: ReactElement;
}

/** A dialog that is there until it is closed. The keyboard goes back then to where it came from, or to the page. */
export function Modal({ onClose, children }: ModalProps) {
  const [from] = useState(() => document.activeElement);
  useEffect(() => () => void setTimeout(() => giveBack(from)), [from]);
  return (
    <Dialog open onOpenChange={onClose}>
      {children}
    </Dialog>
  );
}

/** A turn later, when it is known whether something else took it. */
function giveBack(from: Element | null): void {
  if (document.activeElement !== document.body) return;
  const back = from instanceof HTMLElement && from !== document.body && from.isConnected ? from : null;
  (back ?? document.querySelector<HTMLElement>('main#page'))?.focus();
}
