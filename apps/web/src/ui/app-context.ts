import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { App } from '../model/app.ts';

/** For class components, as their `contextType`. Functions call `useApp`. */
export const AppContext = createContext<App | null>(null);

/** Gives the page's one App to every component below it. */
export const AppProvider = AppContext.Provider;

/** The page's App. Throws in a component that is drawn outside of `AppProvider`. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('useApp needs an AppProvider above it.');
  return app;
}
