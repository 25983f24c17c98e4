import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Select,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invalidate } from '../api/ask.js';
import { type AnswerAt, call } from '../api/call.js';
import { useTell } from '../app/tell.js';
import css from '../parts/forms.module.css';
import { sayDate } from './say-date.js';

interface AdoptDialogProps {
  readonly tenant: string;
  readonly policies: AnswerAt<'GET /v1/policies'>['items'];
  readonly onClose: () => void;
}

/** Lets a policy hold for a customer from a day on. */
export function AdoptDialog({ tenant, policies, onClose }: AdoptDialogProps) {
  const { t, i18n } = useTranslation(['policy', 'app']);
  const tell = useTell();
  const adoptable = policies.filter((policy) => policy.tenant === null || policy.tenant === tenant);
  const [version, setVersion] = useState(adoptable.at(-1)!.version);
  const [from, setFrom] = useState(new Date().toISOString().slice(0, 10));
  const [refused, setRefused] = useState<string | null>(null);
  const adopt = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await call('POST /v1/tenants/:tenant/policies', { params: { tenant }, body: { version, holdsFrom: from } });
      await invalidate('GET /v1/tenants/:tenant/policies');
      tell({
        intent: 'success',
        title: t('adopt.done', { version, tenant, from: sayDate(`${from}T00:00:00Z`, i18n.language) }),
      });
      onClose();
    } catch (error) {
      setRefused((error as Error).message);
    }
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <form onSubmit={(event) => void adopt(event)}>
          <DialogBody>
            <DialogTitle>{t('adopt.title', { tenant })}</DialogTitle>
            <DialogContent className={css.fields}>
              <p>{t('adopt.means')}</p>
              <Field label={t('adopt.version')}>
                <Select value={version} onChange={(_, { value }) => setVersion(value)}>
                  {adoptable.map((policy) => (
                    <option key={policy.version} value={policy.version}>{`${policy.version}  ${policy.title}`}</option>
                  ))}
                </Select>
              </Field>
              <Field label={t('adopt.from')} validationMessage={refused}>
                <Input type="date" required value={from} onChange={(_, { value }) => setFrom(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('app:cancel')}</Button>
              <Button type="submit" appearance="primary">
                {t('adopt.do')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
