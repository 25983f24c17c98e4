import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Textarea,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { WhyNot } from '../parts/why-not.js';
import { tell } from '../app/tell.js';
import { Modal } from '../parts/modal.js';
import { useBusy } from '../parts/use-busy.js';
import css from './redrive.module.css';

interface DiscardDialogProps {
  readonly ids: readonly string[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Says that messages are not needed, and why. */
export function DiscardDialog({ ids, onDone, onClose }: DiscardDialogProps) {
  const { t } = useTranslation(['quarantine', 'app']);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<Error | null>(null);
  const [busy, start] = useBusy();
  const discard = async () => {
    setRefused(null);
    try {
      const { discarded } = await call('POST /v1/quarantine/discard', { body: { which: { ids: [...ids] }, reason } });
      tell({ intent: 'success', title: t('discarding.done', { count: discarded }) });
      await invalidate('GET /v1/quarantine', 'GET /v1/quarantine/:id', 'GET /v1/status');
      onDone();
      onClose();
    } catch (error) {
      setRefused(error as Error);
    }
  };
  return (
    <Modal onClose={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('discarding.title', { count: ids.length })}</DialogTitle>
          <DialogContent className={css.fields}>
            <p>{t('discarding.means')}</p>
            <Field label={t('discarding.reason')} required validationMessage={refused && <WhyNot error={refused} />}>
              <Textarea value={reason} onChange={(_, { value }) => setReason(value)} />
            </Field>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('app:cancel')}</Button>
            <Button
              appearance="primary"
              disabled={reason.trim() === ''}
              disabledFocusable={busy}
              onClick={() => start(discard)}
            >
              {t('discard')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
