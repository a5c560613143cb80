import { css } from 'lit';

export const styles = css`
  .greeting {
    margin: 0 0 1.25rem;
    font-size: clamp(1.5rem, 1.1rem + 2cqi, 2rem);
    font-weight: 600;
    letter-spacing: -0.022em;
    line-height: 1.15;
    text-wrap: balance;
  }

  .loading {
    display: grid;
    gap: 0.75rem;
    padding-block-end: 1rem;
  }

  .loading i {
    block-size: 0.875rem;
    border-radius: 100vmax;
    background: var(--_surface-sunken);
    animation: breathe 1.6s ease-in-out infinite;
  }

  .loading i:nth-child(2) {
    inline-size: 92%;
  }

  .loading i:nth-child(3) {
    inline-size: 64%;
  }

  @keyframes breathe {
    50% {
      opacity: 0.5;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .loading i {
      animation: none;
    }
  }
`;
