#![no_main]

equipoise_fuzz::target!(questionnaire);
