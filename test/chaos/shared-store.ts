import type { Store } from '../../server/index.ts';

/** A store that several adapters share, for one of them: when that one dies, nothing of what it still tries has an effect. */
export function sharedStore(store: Store): { store: Store; cut: () => void } {
  let isCut = false;
  const guarded = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get: (object, key) => {
        const value: unknown = Reflect.get(object, key);
        if (typeof value === 'function') {
          return (...given: unknown[]) =>
            isCut
              ? Promise.reject(new Error('The process is dead.'))
              : (Reflect.apply(value, object, given) as unknown);
        }
        return typeof value === 'object' && value !== null ? guarded(value) : value;
      },
    });
  return { store: guarded(store), cut: () => (isCut = true) };
}
