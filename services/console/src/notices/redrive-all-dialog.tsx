import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Modal } from '../parts/modal.js';

interface RedriveAllDialogProps {
  readonly onYes: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks once more: receivers that were broken for days may get much at once. */
export function RedriveAllDialog({ onYes, onClose }: RedriveAllDialogProps) {
  const { t } = useTranslation(['notices', 'app']);
  const [busy, setBusy] = useState(false);
  return (
    <Modal onClose={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('sure.title')}</DialogTitle>
          <DialogContent>{t('sure.body')}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('app:cancel')}</Button>
            <Button
              appearance="primary"
              disabled={busy}
              onClick={() => {
                setBusy(true);
                void onYes().then(onClose);
              }}
            >
              {t('redrive')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
