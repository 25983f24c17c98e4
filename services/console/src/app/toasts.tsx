import {
  Button,
  Toast,
  ToastBody,
  ToastTitle,
  ToastTrigger,
  Toaster,
  useToastController,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { takeWaiting, useWaiting } from './tell.js';

const TOASTER = 'told';
const STAYS_MS = 8_000;

export default function Toasts() {
  const waiting = useWaiting();
  const { dispatchToast } = useToastController(TOASTER);
  useEffect(() => {
    for (const { intent, title, body } of takeWaiting()) {
      const timeout = intent === 'error' || intent === 'warning' ? STAYS_MS * 2 : STAYS_MS;
      dispatchToast(
        <Toast>
          <ToastTitle action={<Dismiss />}>{title}</ToastTitle>
          {body && <ToastBody>{body}</ToastBody>}
        </Toast>,
        { intent, timeout, pauseOnHover: true },
      );
    }
  }, [waiting, dispatchToast]);
  return <Toaster toasterId={TOASTER} position="bottom-end" />;
}

function Dismiss() {
  const { t } = useTranslation('app');
  return (
    <ToastTrigger>
      <Button size="small" appearance="transparent" icon={<DismissRegular />} aria-label={t('close')} />
    </ToastTrigger>
  );
}
