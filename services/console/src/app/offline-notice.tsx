import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

/** Says that this machine is offline: what is on the page stays, and may be old. */
export function OfflineNotice() {
  const { t } = useTranslation('app');
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  if (online) return null;
  return (
    <MessageBar intent="warning">
      <MessageBarBody>{t('offline')}</MessageBarBody>
    </MessageBar>
  );
}

function watch(changed: () => void): () => void {
  for (const name of ['online', 'offline']) window.addEventListener(name, changed);
  return () => {
    for (const name of ['online', 'offline']) window.removeEventListener(name, changed);
  };
}
