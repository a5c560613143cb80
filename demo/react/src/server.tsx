import { renderToString } from 'react-dom/server';
import { App } from './app';

/** The page as a server draws it. */
export function render(): string {
  return renderToString(<App />);
}
