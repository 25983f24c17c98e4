import { Button, Tooltip } from '@fluentui/react-components';
import { KeyboardRegular } from '@fluentui/react-icons/svg/keyboard';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type FeedState, useFeedState } from '../api/feed.js';
import mark from './mark.svg';
import { PersonMenu } from './person-menu.js';
import css from './top-bar.module.css';

interface TopBarProps {
  readonly onPalette: () => void;
  readonly onKeys: () => void;
}

export function TopBar({ onPalette, onKeys }: TopBarProps) {
  const { t } = useTranslation('app');
  return (
    <header className={css.bar}>
      <Link to="/queue" className={css.brand} aria-label={t('home')}>
        <img src={mark} alt="" width={22} height={22} />
        <span>Demarc</span>
      </Link>
      <button type="button" className={css.find} onClick={onPalette}>
        <SearchRegular />
        <span>{t('palette.open')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <LiveSign state={useFeedState()} />
      <span className={css.keys}>
        <Tooltip content={t('keys.title')} relationship="label">
          <Button appearance="subtle" icon={<KeyboardRegular />} onClick={onKeys} />
        </Tooltip>
      </span>
      <PersonMenu />
    </header>
  );
}

/** Whether what is on the page is how things are now. */
function LiveSign({ state }: { readonly state: FeedState }) {
  const { t } = useTranslation('app');
  return (
    <span className={css.live} data-state={state} role="status" title={t(`feed.${state}.means`)}>
      <span className={css.dot} aria-hidden />
      <span>{t(`feed.${state}.word`)}</span>
    </span>
  );
}
