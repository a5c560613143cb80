import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import App from './App.vue';

/** The page as a server draws it. */
export function render(): Promise<string> {
  return renderToString(createSSRApp(App));
}
