import { bindSearch } from './search.ts';
import { bindTheme } from './theme-button.ts';
import { bindTold } from './told-events.ts';

// A long list has the page that is shown somewhere below.
document.querySelector('#pages [aria-current]')?.scrollIntoView({ block: 'nearest' });
bindTheme();
bindSearch();
bindTold();
