import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/ask.js';
import { askMe, useMe } from './me.js';
import { sessionBegan, useSessionEnded } from './session-state.js';
import { SIGNED_IN_CHANNEL } from './signed-in-channel.js';
import { signInAt } from './sign-in-at.js';

/**
 * Says that the session ended, above the page, which stays with all that was typed into it. Signing in again happens in
 * a window of its own; what failed meanwhile is read again.
 */
export function SessionEndedNotice() {
  const { t } = useTranslation('session');
  const ended = useSessionEnded();
  const { id } = useMe();
  useEffect(() => {
    const channel = new BroadcastChannel(SIGNED_IN_CHANNEL);
    channel.addEventListener('message', () => void goOn(id));
    return () => channel.close();
  }, [id]);
  if (!ended) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('ended.title')}</MessageBarTitle>
        {t('ended.body')}
      </MessageBarBody>
      <MessageBarActions>
        <Button
          appearance="primary"
          onClick={() => window.open(signInAt('/signed-in'), '_blank', 'width=520,height=680')}
        >
          {t('ended.again')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

async function goOn(id: string): Promise<void> {
  const me = await queryClient.fetchQuery({ ...askMe, staleTime: 0 });
  // Another person sees other things: nothing of the page may stay.
  if (me.id !== id) location.reload();
  sessionBegan();
  await queryClient.refetchQueries({ type: 'active' });
}
