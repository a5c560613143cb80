// Runs before the page is drawn: the colours that somebody chose, else those of their system.
const chosen = localStorage.getItem('assistant-kit-docs-theme');
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen;
