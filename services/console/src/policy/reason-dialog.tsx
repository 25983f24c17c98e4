import {
  Button,
  Dialog,
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
import css from '../parts/forms.module.css';
import { useBusy } from '../parts/use-busy.js';
import { WhyNot } from '../parts/why-not.js';

interface ReasonDialogProps {
  readonly title: string;
  readonly action: string;
  /** Answers why it was refused; null: it is done. */
  readonly onReason: (reason: string) => Promise<Error | null>;
  readonly onClose: () => void;
}

/** Asks why, which is kept. */
export function ReasonDialog({ title, action, onReason, onClose }: ReasonDialogProps) {
  const { t } = useTranslation(['policy', 'app']);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<Error | null>(null);
  const [busy, start] = useBusy();
  const send = async () => {
    setRefused(null);
    const fault = await onReason(reason);
    if (fault === null) onClose();
    else setRefused(fault);
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            start(send);
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={css.fields}>
              <Field label={t('proposal.why')} validationMessage={refused && <WhyNot error={refused} />}>
                <Textarea required value={reason} onChange={(_, { value }) => setReason(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('app:cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={busy}>
                {action}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
