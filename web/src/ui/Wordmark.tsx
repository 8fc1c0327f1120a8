import classes from "./Wordmark.module.css";

/** The product's name with its mark. */
export function Wordmark() {
  return (
    <span className={classes.wordmark}>
      <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#17604a" />
        <path
          d="M8 9.5h16M16 9.5V23"
          fill="none"
          stroke="#fff"
          strokeWidth="3.6"
          strokeLinecap="round"
        />
      </svg>
      <span>Tenure</span>
    </span>
  );
}
