// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser, if this machine has one: Chromium and its driver, as Debian packages them. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    /** Says that it knows no protocol as new as this browser's; none is used. */
    private static final Logger NOISE = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;
    private final Path profile;
    private final Path downloads;

    private Browser(File browser, File driverProgram) throws IOException {
        NOISE.setLevel(Level.SEVERE);
        profile = Files.createTempDirectory("probus-browser");
        downloads = Files.createTempDirectory("probus-downloads");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=" + WIDTH + "," + HEIGHT,
                "--user-data-dir=" + profile);
        options.setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toString()));
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driverProgram)
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
    }

    /** {@return a browser, if there is one} */
    static Optional<Browser> find() throws IOException {
        Optional<File> browser = program("chromium").or(() -> program("chromium-browser"));
        Optional<File> driver = program("chromedriver");
        return browser.isPresent() && driver.isPresent()
                ? Optional.of(new Browser(browser.get(), driver.get()))
                : Optional.empty();
    }

    /** Opens the page, in the light. */
    void open(Watched watched) {
        open(watched.page().address());
    }

    void open(String address) {
        driver.get("about:blank");
        size(WIDTH, HEIGHT, false);
        theme("light");
        driver.get(address);
        until("the page is connected", () -> is("m.stream.connections > 0"));
    }

    /** {@return what a script says; {@code m} is the page's own module} */
    Object ask(String expression) {
        return driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "import('/main.js').then(m => done(" + expression + "), problem => done(String(problem)))");
    }

    long count(String expression) {
        return ((Number) ask(expression)).longValue();
    }

    boolean is(String expression) {
        return Boolean.TRUE.equals(ask(expression));
    }

    String text(String selector) {
        return String.valueOf(
                driver.executeScript("return document.querySelector(arguments[0])?.textContent", selector));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    void click(String selector) {
        find(selector).click();
    }

    /** Presses a key where no field is. */
    void press(CharSequence key) {
        driver.findElement(By.id("lanes")).sendKeys(key);
    }

    void until(String what, BooleanSupplier condition) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(20))
                .withMessage(what)
                .until(any -> condition.getAsBoolean());
    }

    /** What a screen is like. */
    void size(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
    }

    /** What the system prefers. */
    void theme(String theme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** {@return a file that was saved, whole} */
    Path saved(String name) {
        Path file = downloads.resolve(name);
        until(name + " is saved", () -> Files.exists(file));
        return file;
    }

    /** {@return what the page complained of} */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(Object::toString)
                .toList();
    }

    ChromeDriver driver() {
        return driver;
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        for (Path folder : List.of(profile, downloads)) {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private static Optional<File> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst();
    }
}
