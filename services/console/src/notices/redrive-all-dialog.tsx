import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Modal } from '../parts/modal.js';
import { useBusy } from '../parts/use-busy.js';

interface RedriveAllDialogProps {
  readonly onYes: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks once more: receivers that were broken for days may get much at once. */
export function RedriveAllDialog({ onYes, onClose }: RedriveAllDialogProps) {
  const { t } = useTranslation(['notices', 'app']);
  const [busy, start] = useBusy();
  return (
    <Modal onClose={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('sure.title')}</DialogTitle>
          <DialogContent>{t('sure.body')}</DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('app:cancel')}</Button>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => start(() => onYes().then(onClose))}>
              {t('redrive')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
