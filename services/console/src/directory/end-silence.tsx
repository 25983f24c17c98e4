import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import type { SilenceView } from '@demarc/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { WhyNot } from '../parts/why-not.js';
import { tell } from '../app/tell.js';
import { useBusy } from '../parts/use-busy.js';
import css from './silences.module.css';

interface EndSilenceProps {
  readonly silence: SilenceView;
  readonly onClose: () => void;
}

/** Ends a silence before its time. */
export function EndSilence({ silence, onClose }: EndSilenceProps) {
  const { t } = useTranslation(['directory', 'app']);
  const [refused, setRefused] = useState<Error | null>(null);
  const [busy, start] = useBusy();
  const end = async () => {
    setRefused(null);
    try {
      await call('DELETE /v1/silences/:id', { params: { id: silence.id } });
      await invalidate('GET /v1/silences', 'GET /v1/incidents');
      tell({ intent: 'success', title: t('silence.ended') });
      onClose();
    } catch (error) {
      setRefused(error as Error);
    }
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('silence.endTitle')}</DialogTitle>
          <DialogContent>
            <p>
              <b>{silence.reason}</b>
            </p>
            <p>{t('silence.endMeans')}</p>
            {refused !== null && (
              <p className={css.refused} role="alert">
                <WhyNot error={refused} />
              </p>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('app:cancel')}</Button>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => start(end)}>
              {t('silence.endNow')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
