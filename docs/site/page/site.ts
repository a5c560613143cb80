import { bindSearch } from './search.ts';
import { bindTheme } from './theme-button.ts';
import { bindTold } from './told-events.ts';
import { showCurrentPage } from './show-current-page.ts';

bindTheme();
bindSearch();
bindTold();
showCurrentPage();
