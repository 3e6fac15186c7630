try {
  const chosen = localStorage.getItem('atau-theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch { /* a browser that keeps nothing for files on a disk */ }
