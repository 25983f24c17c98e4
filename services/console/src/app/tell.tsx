import { Toast, ToastBody, ToastTitle, Toaster, useToastController } from '@fluentui/react-components';
import { type ReactNode, useCallback } from 'react';

const TOASTER = 'told';
const STAYS_MS = 8_000;

export interface Told {
  readonly intent: 'success' | 'info' | 'warning' | 'error';
  readonly title: string;
  readonly body?: ReactNode;
}

/** Says in the corner what came of something; what went wrong stays until it is put away. */
export function useTell(): (told: Told) => void {
  const { dispatchToast } = useToastController(TOASTER);
  return useCallback(
    ({ intent, title, body }) =>
      dispatchToast(
        <Toast>
          <ToastTitle>{title}</ToastTitle>
          {body && <ToastBody>{body}</ToastBody>}
        </Toast>,
        { intent, timeout: intent === 'error' || intent === 'warning' ? STAYS_MS * 2 : STAYS_MS, pauseOnHover: true },
      ),
    [dispatchToast],
  );
}

export function Teller() {
  return <Toaster toasterId={TOASTER} position="bottom-end" />;
}
