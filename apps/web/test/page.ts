import '#lib/ui/app.css';
