// Runs before anything is drawn, so it is no module. A page that is opened as a file can be read, but no module loads there.
const { dataset } = document.documentElement;
if (location.protocol === 'file:') dataset['opened'] = 'file';
// The colours that somebody chose, else those of their system.
const chosen = localStorage.getItem('assistant-kit-docs-theme');
if (chosen === 'light' || chosen === 'dark') dataset['theme'] = chosen;
