import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks the veraPDF engine about one file: CheckPdf FLAVOUR... FILE, with flavours such as ua1 or 2a.
 * One line a flavour, then one a broken rule with its first place. Exit code 1 if any flavour fails.
 */
public class CheckPdf {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    File file = new File(arguments[arguments.length - 1]);
    boolean good = true;
    for (int n = 0; n < arguments.length - 1; n++) {
      good &= check(PDFAFlavour.fromString(arguments[n]), file);
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean check(PDFAFlavour flavour, File file) throws Exception {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      int failed = result.getFailedChecks().values().stream().mapToInt(Integer::intValue).sum();
      System.out.printf(
          "%s %s compliant=%b failedChecks=%d of %d%n",
          file.getName(), flavour, result.isCompliant(), failed, result.getTotalAssertions());
      Map<String, String> first = new LinkedHashMap<>();
      for (TestAssertion test : result.getTestAssertions()) {
        if (test.getStatus() == TestAssertion.Status.FAILED) {
          String rule = test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber();
          first.putIfAbsent(rule, test.getMessage() + " @ " + test.getLocation().getContext());
        }
      }
      first.forEach((rule, place) -> System.out.println("   " + rule + ": " + place));
      return result.isCompliant() && failed == 0;
    }
  }
}
