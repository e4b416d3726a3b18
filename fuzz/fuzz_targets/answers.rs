#![no_main]

equipoise_fuzz::target!(answers);
