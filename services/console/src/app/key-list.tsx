import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Switch,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Modal } from '../parts/modal.js';
import { useAllCommands } from './commands.js';
import css from './dialog.module.css';
import { prefer, usePreferences } from './preferences.js';

/** Every key that does something on this page. */
export default function KeyList({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('app');
  const { singleKeys } = usePreferences();
  const groups = Map.groupBy(
    useAllCommands().filter(({ key }) => key !== undefined),
    ({ group }) => group,
  );
  return (
    <Modal onClose={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('keys.title')}</DialogTitle>
          <DialogContent className={css.keys}>
            {[...groups].flatMap(([group, commands]) => [
              <h3 key={group}>{group}</h3>,
              ...commands.map(({ id, label, key }) => (
                <span key={id} className={css.key}>
                  <span>{label}</span>
                  <kbd>{key!.replace('+', ' ')}</kbd>
                </span>
              )),
            ])}
          </DialogContent>
          <DialogActions>
            <Switch
              checked={singleKeys}
              label={t('keys.single')}
              onChange={(_, { checked }) => prefer({ singleKeys: checked })}
            />
            <Button onClick={onClose}>{t('close')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Modal>
  );
}
