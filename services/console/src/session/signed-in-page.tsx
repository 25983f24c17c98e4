import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Said } from '../parts/said.js';
import { SIGNED_IN_CHANNEL } from './signed-in-channel.js';

/** What the window that signed in again shows last: it tells the others, and closes. */
export function SignedInPage() {
  const { t } = useTranslation('session');
  useEffect(() => {
    const channel = new BroadcastChannel(SIGNED_IN_CHANNEL);
    channel.postMessage('signed in');
    channel.close();
    window.close();
  }, []);
  return <Said title={t('signedIn.title')} body={t('signedIn.body')} />;
}
