import { render as renderComponent } from 'svelte/server';
import App from './App.svelte';

/** The page as a server draws it. */
export function render(): string {
  return renderComponent(App).body;
}
