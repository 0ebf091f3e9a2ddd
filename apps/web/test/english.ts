// The language is settled when the first text is loaded: this stands before every other import.
document.documentElement.dataset.language = 'en';
